"""One person deciding, in a process of its own: a line of JSON in, the answer's line out.

The race's other half runs beside it. Both wait for the instant that the line names.
"""

import json
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402


def main() -> None:
    client = Client()
    client.force_login(User.objects.get(pk=sys.argv[1]))
    connection.ensure_connection()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        while time.time() < asked["at"]:
            pass
        got = client.post(asked["address"], asked["typed"])
        said = {"status": got.status_code, "page": got.content.decode(), "to": got.get("Location")}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
