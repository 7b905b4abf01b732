"""Telling people: in the app and by e-mail, with neutral titles, in quiet hours never. No health words leave from here."""
