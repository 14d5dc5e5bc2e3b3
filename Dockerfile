# Three images: `application` serves the site, runs its commands and its worker; `edge` is Varnish, and `front` nginx.
# To move to newer bases, see "Install with containers" in docs/operators.md.

FROM python:3.11.15-slim-bookworm@sha256:d29f48a31a8b408ed19272ca1e7b10ebae13b240a27e862d3d4217c528e2e0c3 AS application

ENV PATH=/srv/lpnc/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MEDIA_ROOT=/srv/lpnc/data/media \
    STATIC_ROOT=/srv/lpnc/static

WORKDIR /srv/lpnc/site

# Backups use restic, ssh for a repository with sftp, and PostgreSQL's own programs in the server's version.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        openssh-client=1:9.2* postgresql-client-15=15.* restic=0.14.* \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/lpnc lpnc \
    && install --directory --owner lpnc --group lpnc /srv/lpnc/data /srv/lpnc/data/media \
    && install --directory --owner lpnc --group lpnc --mode 700 /srv/lpnc/.ssh

COPY requirements.txt .
RUN python -m venv /srv/lpnc/venv \
    && pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: \
        --requirement requirements.txt

# Only root may change the code and the static files.
COPY . .
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=sqlite:///build BASE_URL=http://build \
    python manage.py collectstatic --no-input \
    && python -m compileall -q .

USER 10001
EXPOSE 8000
CMD ["gunicorn", "lpnc.wsgi", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]


FROM debian:bookworm-slim@sha256:3783cc01769c7b2b1b83a5c5ad96c815348e28ed7da68e2e3687004faa906251 AS edge

RUN apt-get update \
    && apt-get install --yes --no-install-recommends varnish=7.1.* varnish-modules=0.20.* \
    && rm -rf /var/lib/apt/lists/*

COPY deploy/varnish/ /etc/varnish/
RUN sed -i 's/127\.0\.0\.1/application/' /etc/varnish/backends.vcl

USER 10001
EXPOSE 6081 6083
CMD ["varnishd", "-F", "-j", "none", "-n", "/tmp/varnish", "-f", "/etc/varnish/site.vcl", "-s", "malloc,256m", \
     "-p", "http_req_size=32k", "-p", "http_req_hdr_len=8k", "-p", "http_max_hdr=64", \
     "-a", "visitors=:6081", "-a", "purge=:6083"]


FROM debian:bookworm-slim@sha256:3783cc01769c7b2b1b83a5c5ad96c815348e28ed7da68e2e3687004faa906251 AS front

RUN apt-get update \
    && apt-get install --yes --no-install-recommends nginx=1.22.* \
    && rm -rf /var/lib/apt/lists/* /etc/nginx/sites-enabled/* \
    && ln -sf /dev/stderr /var/log/nginx/error.log

COPY deploy/nginx.conf /srv/lpnc/nginx.conf
ENV SITE_NAME=lpnc.example.org
EXPOSE 80 443
CMD ["sh", "-c", "sed -e 's/127.0.0.1:6081/edge:6081/' -e 's/127.0.0.1:8000/application:8000/' \
     -e 's#/srv/lpnc/media/#/srv/lpnc/data/media/#' \
     -e \"s/lpnc.example.org/$SITE_NAME/\" /srv/lpnc/nginx.conf > /etc/nginx/conf.d/lpnc.conf \
     && exec nginx -g 'daemon off;'"]
