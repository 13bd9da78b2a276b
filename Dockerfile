# The program in an image of its own: docs/docker.md says how it is used.
ARG PYTHON=3.12

FROM python:${PYTHON}-slim-bookworm AS build
WORKDIR /src
COPY dev.py pyproject.toml lock.txt README.md LICENSE NOTICE ./
COPY prompts prompts
COPY templates templates
COPY briefing briefing
# With the CPU build of torch, and without what only the package of the encoder's weights asks for.
RUN python3 dev.py install --venv /opt/briefing --extra dkim --extra search

FROM python:${PYTHON}-slim-bookworm
COPY --from=build /opt/briefing /opt/briefing
COPY --chmod=755 docker/briefing-daily docker/briefing-health /usr/local/bin/
# The volume takes its owner from this folder when Docker makes it.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /news briefing \
    && mkdir -p /news/outputs \
    && chown -R briefing:briefing /news
ENV PATH=/opt/briefing/bin:$PATH PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /news
VOLUME ["/news/outputs"]
HEALTHCHECK --interval=5m --timeout=30s --start-period=30m CMD ["briefing-health"]
ENTRYPOINT ["briefing"]
CMD ["--help"]
