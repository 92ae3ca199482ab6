"""Python imports this by itself at start when the folder is on PYTHONPATH."""

import os

import denied_names

if os.environ.get("NO_DNS_OFF") != "1":
    denied_names.deny()
