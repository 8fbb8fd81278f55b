"""One command, or one a unit, measured: processor seconds, seconds on the clock, largest memory of one process."""
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Cost:
    """What a tool took over all its units. Memory is that of its largest process; failed counts units, not processes."""
    seconds: float = 0.0
    clock: float = 0.0
    megabytes: float = 0.0
    failed: int = 0

    def add(self, other):
        self.seconds += other.seconds
        self.clock += other.clock
        self.megabytes = max(self.megabytes, other.megabytes)
        self.failed += other.failed


def measure(command, cwd, good, limit):
    """(Cost, what it printed) of one process, which is killed after \\p limit seconds."""
    with tempfile.TemporaryFile() as printed:
        start = time.monotonic()
        child = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT,
                                 start_new_session=True)
        status, usage = wait(child, start + limit)
        clock = time.monotonic() - start
        printed.seek(0)
        text = printed.read().decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / 1024, int(code not in good)), text


def wait(child, deadline):
    """Its end with the resources it used; Popen.wait() does not tell those."""
    while True:
        done, status, usage = os.wait4(child.pid, os.WNOHANG)
        if done:
            child.returncode = os.waitstatus_to_exitcode(status)
            return status, usage
        if time.monotonic() > deadline:
            os.killpg(child.pid, signal.SIGKILL)
            deadline = float("inf")
        time.sleep(0.002)
