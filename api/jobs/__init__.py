"""Jobs that outlive the process that carries them out: a lease queue, workers, solves."""
