"""What is built from the bank and the pages."""
