"""WordPress on a database of its own, for as long as this program runs.

    python3 run.py HOME INSTALLED RUN DATASET PORT PORTAL

HOME is this folder, INSTALLED what install.py made, RUN a folder for the data. The database has no port and no accounts:
it listens on a socket in a folder that nobody else can open. A guard holds the read end of a pipe that ends with this
program, however it ends, and then ends the database, PHP and PHP's workers, which share the guard's process group.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORKERS = 4
PHP = [
    "php", "-d", "opcache.enable=1", "-d", "opcache.enable_cli=1", "-d", "memory_limit=256M", "-d", "display_errors=0",
    "-d", "log_errors=1", "-d", "error_log=",
]


def guard(private):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while os.read(0, 1):
        pass
    shutil.rmtree(private, ignore_errors=True)
    os.killpg(os.getpgid(0), signal.SIGKILL)


def database(run, private):
    data = run / "database"
    data.mkdir()
    program = shutil.which("mariadbd", path=os.environ.get("PATH", "") + ":/usr/sbin")
    words = [
        program, "--no-defaults", f"--datadir={data}", f"--socket={private}/db.sock", f"--pid-file={private}/db.pid",
        "--skip-networking", "--skip-grant-tables", "--skip-log-bin", "--character-set-server=utf8mb4",
        # The data is made anew at each start: it need not outlive a power cut.
        "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-fast-shutdown=2",
        "--innodb-log-file-size=16M", "--innodb-buffer-pool-size=64M", "--innodb-buffer-pool-dump-at-shutdown=0",
    ]
    return words + (["--user=root"] if os.geteuid() == 0 else [])


def main():
    home, installed, run, dataset = (Path(word).resolve() for word in sys.argv[1:5])
    port, portal = sys.argv[5:7]
    private = tempfile.mkdtemp(prefix="wordpress-")
    watching = subprocess.Popen([sys.executable, __file__, "guard", private], stdin=subprocess.PIPE, preexec_fn=lambda: os.setpgid(0, 0))
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    site = installed / "usr/share/wordpress"
    environment = {
        **os.environ,
        "COALITION_SOCKET": f"{private}/db.sock",
        "COALITION_SECRET": secrets.token_hex(32),
        "COALITION_ADDRESS": f"http://127.0.0.1:{port}",
        "COALITION_HOME": str(home),
        "COALITION_RUN": str(run),
        "COALITION_ORIGINS": portal,
        "PHP_CLI_SERVER_WORKERS": str(WORKERS),
    }

    started = []

    def start(words):
        one = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, preexec_fn=lambda: os.setpgid(0, watching.pid))
        started.append(one)
        return one

    try:
        store = start(database(run, private))
        while not Path(f"{private}/db.sock").exists():
            if store.poll() is not None:
                return store.returncode or 1
            time.sleep(0.05)
        if start([*PHP, home / "seed.php", site, dataset]).wait() != 0:
            return 1
        php = start([*PHP, "-S", f"127.0.0.1:{port}", "-t", site, home / "router.php"])
        while store.poll() is None and php.poll() is None:
            time.sleep(0.3)
        return 1
    finally:
        watching.stdin.close()
        for one in [watching, *started]:
            one.wait()


if sys.argv[1] == "guard":
    guard(sys.argv[2])
else:
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
