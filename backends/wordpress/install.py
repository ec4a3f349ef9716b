"""Brings what WordPress needs, through apt: PHP, MariaDB's server, and WordPress itself.

    python3 install.py FOLDER

Of MariaDB only the program is installed, without the service that would start by itself. For the same reason WordPress is
unpacked into the folder and not installed: its package asks for a web server. apt checks every package's signature.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def missing():
    php = shutil.which("php", path=PATH)
    has = {
        "php-cli": php,
        "php-mysql": php and "mysqli" in output(php, "-m").split(),
        "mariadb-server-core": shutil.which("mariadbd", path=PATH),
    }
    return [package for package, there in has.items() if not there]


def output(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def apt(*words, folder=None, rooted=True):
    sudo = ["sudo"] if rooted and os.geteuid() != 0 and shutil.which("sudo") else []
    # Whoever is root already needs no other account for the download.
    own = ["-o", "APT::Sandbox::User=root"] if os.geteuid() == 0 else []
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "-qq", *own, *words], cwd=folder, env=environment, check=True)


def bring(*words, **more):
    """The lists of packages are asked for anew only where they are missing or too old: that needs an administrator."""
    try:
        apt(*words, **more)
    except subprocess.CalledProcessError:
        apt("update")
        apt(*words, **more)


def main():
    folder = Path(sys.argv[1])
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        sys.exit("WordPress is brought as Debian's package: this needs apt-get and dpkg-deb.")
    packages = missing()
    if packages:
        bring("install", "--yes", "--no-install-recommends", *packages)
    bring("download", "wordpress", folder=folder, rooted=False)
    package = next(folder.glob("wordpress_*.deb"))
    subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
    package.unlink()
    # Debian's own configuration reads files of the whole machine; ours reads the environment.
    shutil.copy(folder / "wp-config.php", folder / "usr/share/wordpress/wp-config.php")


main()
