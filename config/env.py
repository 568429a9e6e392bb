"""What the environment says, read in one place."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent

env = environ.Env()

# Everything that is written at run time. A second installation in the same place has its own.
VAR = Path(env.str("VAR_FOLDER", default=str(ROOT / "var"))).absolute()


def database():
    """The database that DATABASE_URL names, or SQLite in ``var/`` when it names none.

    SQLite takes its write lock at the start of a transaction and waits for it: with the
    defaults two writers fail at once with "database is locked". Only with recursive triggers
    do the triggers see the rows that a REPLACE deletes. PostgreSQL gets time limits, so that
    nobody waits for ever behind a stuck transaction.
    """
    config = env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA recursive_triggers=ON;"
            ),
        }
        return config
    config["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    config["CONN_HEALTH_CHECKS"] = True
    config["OPTIONS"] = {
        **config.get("OPTIONS", {}),
        "options": "-c lock_timeout=15000 -c statement_timeout=60000",
    }
    return config


def broker():
    """Address and transport options of Celery's broker.

    Redis where REDIS_URL is set; otherwise a folder of files, which needs no server. Either may
    lose a message: the regrade request in the database is the record, the message only wakes.
    """
    url = env.str("REDIS_URL", default="")
    if url:
        return url, {
            "visibility_timeout": 3600,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_timeout": 1,
            "socket_connect_timeout": 1,
            "retry_on_timeout": False,
        }
    folder = env.path("BROKER_FOLDER", default=str(VAR / "broker"))
    inbox, done = Path(str(folder)) / "messages", Path(str(folder)) / "processed"
    for each in (inbox, done):
        each.mkdir(parents=True, exist_ok=True)
    return "filesystem://localhost/", {
        "data_folder_in": str(inbox),
        "data_folder_out": str(inbox),
        "processed_folder": str(done),
        "control_folder": str(Path(str(folder)) / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
