"""The site around the library: each folder is a room."""
