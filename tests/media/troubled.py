"""A decoding process that gets into trouble by the name of the file: `python -m` this.

`crash…` dies of a signal, `spin…` works for ever, `eat…` takes all the memory it gets, `bug…`
meets a bug of ours, `slow…` takes until somebody stops it or a file called `go` lies beside it.
Everything else is done as it should be.
"""

import os
import signal
import time
from pathlib import Path

from cliptui.media.child import Workroom, serve
from cliptui.media.messages import Answer, CutClip, Work


class TroubledRoom(Workroom):
    def do(self, order: Work) -> Answer:
        name = order.source if isinstance(order, CutClip) else order.path
        path = Path(os.fsdecode(name))
        trouble = path.stem.split("-")[0]
        if trouble == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        elif trouble == "bug":
            raise KeyError(path.stem)
        elif trouble == "eat":
            eaten = [bytes([n % 255]) * 2**24 for n in range(2**10)]
            raise AssertionError(len(eaten))
        while trouble == "spin":
            time.sleep(0.01)
        while trouble == "slow" and not path.with_name("go").exists():
            self._link.pulse()
            time.sleep(0.01)
        return super().do(order)


if __name__ == "__main__":
    serve(TroubledRoom)
