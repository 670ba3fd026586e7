"""What is true with a service worker."""
