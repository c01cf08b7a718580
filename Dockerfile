# syntax=docker/dockerfile:1

# Node builds the style sheet and reads the icons; nothing of it is kept.
FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# The web application first: a release of the server holds it.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask web --release \
    && cargo build --release --locked --package p2wkss \
    && install -D target/release/p2wkss /out/p2wkss

FROM debian:bookworm-slim
RUN groupadd --gid 10001 p2wkss \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/p2wkss --shell /usr/sbin/nologin p2wkss \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/p2wkss /var/lib/p2wkss-head
# Whom to believe when a store of files is reached by https.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/p2wkss /usr/local/bin/p2wkss
COPY backend/data/regions-bekasi.csv /usr/share/p2wkss/regions-bekasi.csv
COPY LICENSE /usr/share/p2wkss/LICENSE
COPY --chmod=0755 deploy/ready.sh /usr/local/bin/ready
USER 10001:10001
ENV P2WKSS_DATA_DIR=/var/lib/p2wkss
VOLUME /var/lib/p2wkss
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["ready"]
ENTRYPOINT ["p2wkss"]
CMD ["serve"]
