"""Reference data editable, records read-only. Nothing is imported here: see ``site``."""
