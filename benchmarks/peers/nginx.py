"""A bare reverse proxy: what the kernel and two sockets cost, with no work done."""

import shutil

from gateways import AbsentError, Gateway, Setting, free_port, launch, until_ready

CONFIG = """
daemon off; master_process off; pid %(folder)s/pid;
events { worker_connections 4096; }
http {
  access_log off; client_max_body_size 16m; client_body_buffer_size 1m;
  client_body_temp_path %(folder)s/body; proxy_temp_path %(folder)s/proxy; fastcgi_temp_path %(folder)s/fastcgi;
  uwsgi_temp_path %(folder)s/uwsgi; scgi_temp_path %(folder)s/scgi;
  upstream provider { server 127.0.0.1:%(upstream)d; keepalive 256; }
  server {
    listen 127.0.0.1:%(port)d; keepalive_requests 100000000;
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;
    location / { proxy_pass http://provider; }
  }
}
"""


def obtain() -> None:
    if _program() is None:
        raise AbsentError("not installed here (apt-get install nginx)")


def start(setting: Setting) -> Gateway:
    port = free_port()
    config = setting.folder / "nginx.conf"
    config.write_text(CONFIG % {"folder": setting.folder, "port": port, "upstream": setting.upstream})
    files = ("-p", str(setting.folder), "-c", str(config), "-e", str(setting.folder / "error.log"))
    process = launch(setting, [str(_program()), *files], cwd=setting.folder, more={})
    return until_ready(Gateway("nginx", process, port), setting, "/")


def _program() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
