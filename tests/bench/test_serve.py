"""The report of the serving benchmark, and the weights in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rotative.bench.machine import cpu_seconds, machine, memory, tree
from rotative.bench.serve import bench, pairs, text
from rotative.bench.serve.weights import weigh_work


def test_success_machine() -> None:
    found = machine()

    assert found["cores"] == os.cpu_count()
    assert set(found) == {"cpu", "cores", "memory_mb", "system", "python", "load"}


def test_success_weight_of_a_tree() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()

        pids = tree(process.pid)
        weight = memory(pids)
        spent = cpu_seconds(pids)
        process.communicate(b"\n")

    assert (pids[0], len(pids), weight.processes) == (process.pid, 2, 2)
    assert 1 < weight.pss_mb <= weight.rss_mb < 200
    assert spent >= 0


def test_success_ended_processes_weigh_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass

    assert memory([process.pid]).processes == 0


def test_fail_programs_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_arguments, **_named: None)

    results = bench()

    assert results["skipped"] == "Requests were not measured: wrk, nginx, taskset not installed."
    assert "Requests were not measured" in text(results)
    assert results["memory"]["pss_mb"] > 1


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed (apt install wrk)")
@pytest.mark.skipif(shutil.which("nginx", path="/usr/sbin:/usr/bin") is None, reason="nginx is not installed")
def test_success_front_beside_nginx() -> None:
    seen: list[int] = []

    results = bench(seconds=1, rounds=1, progress=seen.append)

    cases = {case["name"]: case for case in results["requests"]}
    assert set(cases) == {"identity", "brotli", "unchanged", "anywhere"}
    assert sum(seen) == pairs(1)
    assert cases["identity"]["ratio_cpu"] > 0
    assert cases["brotli"]["ratio_cpu"] > 0


@pytest.mark.slow
def test_success_weights_of_a_days_work(tmp_path: Path) -> None:
    worked = weigh_work(tmp_path, 60, 21, quiet=True)

    weights = worked["weights"]
    assert [one["publications"] for one in weights] == [0, 20, 21, 21]
    # The supervisor first; the worker may be drawing with a process of its own.
    assert [name for name, _weight in weights[0]["each_mb"]][1:3] == ["rotative-front", "rotative-worker"]
    assert weights[0]["pss_mb"] == pytest.approx(sum(each for _name, each in weights[0]["each_mb"]), rel=0.1)
    assert "    20 publications" in text({"work": worked})
