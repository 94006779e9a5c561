"""Schemathesis against a running gateway: requests made from its own description, right and wrong ones, without a session
and with one. Every answer must be described. Usage: api.py GATEWAY SANDBOX FOLDER: the addresses of both servers, and where
files may be made.
"""

import json
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

GUARDIAN = "chiara.esempio@example.org"  # of xtask/demo/accounts.csv
CONFIG = Path(__file__).with_name("schemathesis.toml")
HOOKS = Path(__file__).with_name("hooks.py")


def call(method, address, body=None, headers=None):
    """The answer's headers and its JSON."""
    request = urllib.request.Request(
        address,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"content-type": "application/json", **(headers or {})},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        content = answer.read()
        return answer.headers, json.loads(content) if content else None


def code_from_mailbox(sandbox):
    for _ in range(100):
        _, mails = call("GET", f"{sandbox}/posta.json?to={GUARDIAN}")
        found = mails and re.match(r"\d{6,8}", mails[0]["subject"])
        if found:
            return found.group()
        time.sleep(0.1)
    sys.exit("the sign-in code did not arrive within ten seconds")


def sign_in(gateway, sandbox):
    call("DELETE", f"{sandbox}/posta.json")
    _, challenge = call("POST", f"{gateway}/api/v1/sign-in-codes", {"email": GUARDIAN, "language": "it"})
    session = {"challenge_id": challenge["challenge_id"], "code": code_from_mailbox(sandbox)}
    headers, _ = call("POST", f"{gateway}/api/v1/session", session)
    return headers["set-cookie"].split(";")[0]


def open_top_up(gateway, cookie):
    """What requests need to get beyond "not found"."""
    _, accounts = call("GET", f"{gateway}/api/v1/accounts", headers={"cookie": cookie})
    account = accounts["items"][0]["id"]
    keys = [f"schemathesis-{time.time_ns()}-{number}" for number in range(2)]
    new = {"account_id": account, "amount": {"amount": "25.00", "currency": "EUR"}}
    headers = {"cookie": cookie, "idempotency-key": keys[0]}
    _, top_up = call("POST", f"{gateway}/api/v1/top-ups", new, headers)
    cart = {"top_up_ids": [top_up["id"]], "sign_in": "email", "language": "it"}
    headers = {"cookie": cookie, "idempotency-key": keys[1]}
    _, checkout = call("POST", f"{gateway}/api/v1/checkouts", cart, headers)
    return {"top_up_id": top_up["id"], "checkout_id": checkout["id"]}


def schemathesis(gateway, folder, name, added, *more):
    """Runs it with additions to the configuration. Whether every answer was as described."""
    print(f"— {name}", flush=True)
    config = Path(folder) / "schemathesis.toml"
    config.write_text(CONFIG.read_text().replace('"hooks.py"', json.dumps(str(HOOKS))) + added)
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config)]
    command += ["run", f"{gateway}/openapi.json", "--url", gateway, "--suppress-health-check", "all"]
    return subprocess.run([*command, *more], check=False, cwd=folder).returncode == 0


def main():
    gateway, sandbox, folder = (argument.rstrip("/") for argument in sys.argv[1:4])
    name, _, token = sign_in(gateway, sandbox).partition("=")
    ids = open_top_up(gateway, f"{name}={token}")
    session = f"\n[auth.openapi.session_cookie]\napi_key = {json.dumps(token)}\n"
    existing = "\n[parameters]\n" + "".join(f'"path.{name}" = "{value}"\n' for name, value in ids.items())
    # Signing out would end the session for all later requests. It is tested without one.
    stay = ["--exclude-operation-id", "signOut", "--exclude-operation-id", "signOutEverywhere"]
    of_ids = ["--include-path-regex", r"\{(top_up_id|checkout_id)\}"]
    done = [
        schemathesis(gateway, folder, "without a session", ""),
        schemathesis(gateway, folder, "with a session", session, *stay),
        schemathesis(gateway, folder, "with ids that exist", existing + session, *stay, *of_ids),
    ]
    sys.exit(0 if all(done) else 1)


if __name__ == "__main__":
    main()
