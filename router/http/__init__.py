"""The data plane as plain ASGI: app (routes, bounds), auth (key to caller), gateway (one request), admin (FastAPI)."""
