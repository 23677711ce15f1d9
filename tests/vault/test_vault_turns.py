"""Writers come in one after the other, in their order, and none waits for ever."""

from __future__ import annotations

import threading
import time

from tutordiary.vault.turns import Turns


def test_they_come_in_the_order_in_which_they_asked():
    turns, order, threads = Turns(), [], []
    assert turns.take(0)

    def want(number):
        assert turns.take(30)
        order.append(number)
        turns.give()

    for number in range(5):
        threads.append(threading.Thread(target=want, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) <= number:
            time.sleep(0.001)
    turns.give()
    for thread in threads:
        thread.join(30)
    assert order == [0, 1, 2, 3, 4]
    assert turns.take(0)


def test_whoever_waits_too_long_is_told_and_passed_over():
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give()
    assert turns.take(0)
    turns.give()


def test_a_turn_handed_over_at_the_last_moment_is_not_lost(monkeypatch):
    turns = Turns()
    assert turns.take(0)
    real = threading.Lock

    class Late:
        """A lock whose wait ends in vain just before the turn is handed over."""

        def __init__(self):
            self._lock = real()

        def acquire(self, timeout=-1):
            if timeout != -1:
                turns.give()
                return False
            return self._lock.acquire()

        def release(self):
            self._lock.release()

    monkeypatch.setattr(threading, "Lock", Late)
    assert turns.take(0.01)
    assert not turns._waiting


def test_only_one_is_in_at_a_time():
    turns, inside, most = Turns(), [], []

    def work():
        for _ in range(200):
            assert turns.take(30)
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            turns.give()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert max(most) == 1
    assert len(most) == 800
