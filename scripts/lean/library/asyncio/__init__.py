"""In the lean image: imported by Pyodide's core, which asks it for nothing unless something is awaited."""
