"""Telling people: in the app and by e-mail, never in quiet hours. Titles are neutral; no health words leave."""
