#!/usr/bin/env python3
"""The bundled example does leak, what leaks is what is reported, and its fixed twin does neither.

Both servers are started on a free port of the loopback interface and asked by two customers, Ada and Ben.
"""
import contextlib
import http.client
import os
import socket
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import marked  # noqa: E402

BUILD = Path(os.environ["CROSSTALK_BUILD"]) / "example"
ADA, BEN = "token-of-ada", "token-of-ben"


@contextlib.contextmanager
def serving(example):
    """Yields the port of a freshly started server."""
    command = [str(BUILD / example / "payments"), "--demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield int(server.stdout.readline().rpartition(":")[2])
        finally:
            server.kill()


def ask(port, token, method, path, body=None):
    """(status, text) of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    with contextlib.closing(connection):
        connection.request(method, path, body, {"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def pay_while(port, token, amount, between):
    """Pays over a slow line: between() runs after the head of the request was taken in, before its body is sent."""
    head = f"POST /payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
    head += f"Expect: 100-continue\r\nContent-Length: {len(amount)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as answer:
        line.sendall(head.encode())
        if b" 100 " not in answer.readline():
            raise AssertionError("the server did not take in the head")
        between()
        line.sendall(amount.encode())
        return answer.read().decode()


class Incident(unittest.TestCase):
    def test_a_cached_answer_goes_to_the_next_customer(self):
        with serving("payments") as port:
            self.assertIn("Ada Aalto", ask(port, ADA, "GET", "/statement")[1])
            self.assertIn("Ada Aalto", ask(port, BEN, "GET", "/statement")[1])

    def test_a_payment_is_booked_on_whoever_came_in_between(self):
        with serving("payments") as port:
            receipts = (pay_while(port, ADA, "100", lambda: ask(port, BEN, "GET", "/profile")) for _ in range(50))
            self.assertTrue(any("Ben Brandt" in receipt for receipt in receipts))

    def test_any_order_is_shown_to_any_customer(self):
        with serving("payments") as port:
            self.assertEqual((200, True), shows(ask(port, BEN, "GET", "/orders/501"), "4 Pine Street"))

    def test_exactly_the_three_leaks_are_reported(self):
        self.assertEqual(3, marked.run_database(BUILD / "payments", HERE / "payments")[1])


class FixedTwin(unittest.TestCase):
    def test_each_customer_gets_the_own_statement(self):
        with serving("payments-fixed") as port:
            for _ in range(2):
                self.assertIn("Ada Aalto", ask(port, ADA, "GET", "/statement")[1])
                self.assertIn("Ben Brandt", ask(port, BEN, "GET", "/statement")[1])

    def test_a_payment_is_booked_on_who_pays(self):
        with serving("payments-fixed") as port:
            for _ in range(10):
                receipt = pay_while(port, ADA, "100", lambda: ask(port, BEN, "GET", "/profile"))
                self.assertIn("Ada Aalto", receipt)
                self.assertNotIn("Ben Brandt", receipt)

    def test_an_order_is_shown_to_its_customer_only(self):
        with serving("payments-fixed") as port:
            self.assertEqual((200, True), shows(ask(port, ADA, "GET", "/orders/501"), "4 Pine Street"))
            self.assertEqual((404, False), shows(ask(port, BEN, "GET", "/orders/501"), "4 Pine Street"))

    def test_nobody_gets_nothing(self):
        with serving("payments-fixed") as port:
            for path in ("/profile", "/statement", "/orders/501"):
                self.assertEqual((401, ""), ask(port, "wrong", "GET", path))

    def test_nothing_is_reported(self):
        self.assertEqual(0, marked.run_database(BUILD / "payments-fixed", HERE / "payments-fixed")[1])


def shows(answer, text):
    return answer[0], text in answer[1]


if __name__ == "__main__":
    unittest.main(verbosity=2)
