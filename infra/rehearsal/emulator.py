"""Runs the emulator, with a port for each API: on it, requests are those for the API's host on AWS."""

import asyncio
import os

# Functions inherit it: of themselves, those with a bootstrap are not told where the emulator is.
os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}"

import gaps
from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app

GATEWAY = int(os.environ["GATEWAY_PORT"])
APIS = 9


async def front(scope, receive, send):
    """Hands a request on an API's port to the emulator as one for its host and stage."""
    api = gaps.api_at(scope["server"][1]) if scope["type"] == "http" else None
    if api:
        host = f"{api}.execute-api.localhost:{GATEWAY}".encode()
        headers = [(name, host if name == b"host" else value) for name, value in scope["headers"]]
        # By the stage's name: without it, the emulator loses the slash of a path of one segment.
        path, raw = scope["path"], scope["raw_path"]
        scope = {**scope, "headers": headers, "path": f"/$default{path}", "raw_path": b"/$default" + raw}
    await app(scope, receive, send)


config = Config()
config.bind = [f"127.0.0.1:{GATEWAY + n}" for n in range(APIS + 1)]
config.keep_alive_timeout = 75
config.loglevel = "WARNING"
asyncio.run(serve(front, config))
