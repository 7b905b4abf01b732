"""Who may open the addresses of this room."""

from naerverk_web.conftest import Row

READERS = "data_protection_officer system_admin"
ROUTES = {"log": Row(READERS), "log.csv": Row(READERS)}
