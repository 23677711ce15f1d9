"""The process that is killed. It loads everything once, then forks a fresh child for each job it is told.

A job is one line of JSON with the name of a verb of ``fault_jobs``; the answer is the child's process id.
"wait" answers with how a child ended: minus the signal, or its exit code.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

import fault_jobs  # noqa: E402 (found only now)


def run(job: dict) -> None:
    """Do a job and end the process, with its traceback beside the acknowledgements when it went wrong."""
    try:
        fault_jobs.VERBS[job["verb"]](fault_jobs.Job(job))
    except BaseException:  # noqa: BLE001 (the parent reads it)
        Path(job["acks"] + ".went-wrong").write_text(traceback.format_exc(), encoding="utf-8")
        os._exit(1)
    os._exit(0)


def serve() -> None:
    """Answer the parent until it goes away."""
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if answer == 0:
                sys.stdin.close()
                run(asked)
        print(answer, flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(json.loads(sys.argv[1]))
    serve()
