"""The top floor: settings, addresses, the home page. Knows every room; no room knows it."""
