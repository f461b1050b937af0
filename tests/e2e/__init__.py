"""Tests against running servers: HTTP, websockets, PostgreSQL and Redis as they really are."""
