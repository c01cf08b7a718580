"""Signs in as the role that is tried, and again before the token is old or was
ended by a request that was tried; and leaves made-up cursors out of requests
that are to be accepted, since a cursor is what a page handed out."""

import json
import os
import urllib.request

import schemathesis
from schemathesis.generation import GenerationMode


@schemathesis.auth(refresh_interval=5)
class SignIn:
    def get(self, case, context):
        body = {"username": os.environ["CONTRACT_ROLE"], "password": os.environ["CONTRACT_PASSWORD"]}
        request = urllib.request.Request(
            os.environ["CONTRACT_BASE"] + "/api/v1/auth/sign-in",
            data=json.dumps(body).encode(),
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["access_token"]

    def set(self, case, token, context):
        case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def before_call(context, case, kwargs):
    accepted = case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE
    if accepted and case.query:
        case.query.pop("cursor", None)
