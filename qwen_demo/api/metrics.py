"""What we count, beside what vLLM counts, and who may read it.

Each `ApiMetrics` has a registry of its own, so that objects can be built again in one process.
"""

import ipaddress

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.datastructures import Headers
from starlette.types import Scope

from qwen_demo.access import Access
from qwen_demo.admission import AdmissionGate, Face, Outcome

FORWARDING_HEADERS = ("x-forwarded-for", "forwarded", "x-real-ip", "via")
WAIT_BUCKETS_S = (0.01, 0.05, 0.25, 1.0, 5.0, 15.0, 60.0)
DURATION_BUCKETS_S = (0.05, 0.25, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0)
MEDIA_TYPE = CONTENT_TYPE_LATEST


class ApiMetrics:
    """Counters of the two faces, in Prometheus' terms."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "qwen_demo_requests",
            "Requests answered, by face, route and status; 499 is a client that went away.",
            ["face", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "qwen_demo_request_seconds",
            "From the first byte of a request to the last byte of its answer.",
            ["route"],
            buckets=DURATION_BUCKETS_S,
            registry=self.registry,
        )
        self.aborts = Counter(
            "qwen_demo_aborts",
            "Requests that ended before their answer did: disconnect or timeout; stop on the page.",
            ["cause"],
            registry=self.registry,
        )
        self.rejections = Counter(
            "qwen_demo_rejections",
            "Requests turned away before the engine saw them, by error code.",
            ["code"],
            registry=self.registry,
        )
        self.page_updates = Counter(
            "qwen_demo_page_updates",
            "Updates of answers on their way that were sent to pages and to programs on its route.",
            registry=self.registry,
        )
        self.queue_wait = Histogram(
            "qwen_demo_queue_wait_seconds",
            "Wait for a slot of the admission gate.",
            ["face", "outcome"],
            buckets=WAIT_BUCKETS_S,
            registry=self.registry,
        )

    def observe(self, access: Access) -> None:
        """Count a request that has ended."""
        self.requests.labels(access.face, access.route, str(access.status)).inc()
        self.seconds.labels(access.route).observe(access.seconds)
        if access.aborted:
            self.aborts.labels(access.aborted).inc()
        if access.refused:
            self.rejections.labels(access.refused).inc()

    def observe_wait(self, face: Face, waited_s: float, outcome: Outcome) -> None:
        """The admission gate's `observe`."""
        self.queue_wait.labels(face, outcome).observe(waited_s)

    def watch(self, gate: AdmissionGate) -> None:
        """Show the gate's load at each scrape."""
        running = Gauge("qwen_demo_slots_held", "Slots held now.", registry=self.registry)
        running.set_function(lambda: gate.running)
        waiting = Gauge("qwen_demo_queue_length", "Requests that wait now.", registry=self.registry)
        waiting.set_function(lambda: gate.waiting)

    def render(self) -> bytes:
        """Ours and vLLM's (which counts in the default registry), as Prometheus text."""
        return generate_latest(self.registry) + generate_latest(REGISTRY)


def is_local(scope: Scope) -> bool:
    """Whether a request comes from this machine itself, and not through a proxy on it."""
    headers = Headers(scope=scope)
    if any(name in headers for name in FORWARDING_HEADERS):
        return False
    client = scope.get("client")
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
