# The digest names the list of images for all platforms, amd64 and arm64 among them. To renew it:
# docker buildx imagetools inspect node:26-bookworm-slim
ARG NODE_IMAGE=node:26-bookworm-slim@sha256:367679cf9792759492a486e4aa4b421764d71a9546a6dae8aab81a99eb797b3e

# JavaScript is the same on every platform, so this stage needs no emulation.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm pack --pack-destination /build
# The packed package, with the versions in the lock file.
WORKDIR /app
RUN tar -xzf /build/morning-post-*.tgz --strip-components=1 && cp /build/package-lock.json /build/.npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
ENV MORNING_POST_HOME=/morning-post
ENV METRICS_PORT=9464
COPY --from=build /app /app
RUN ln -s /app/bin/morning-post.cjs /usr/local/bin/morning-post
# A new volume gets the owner of the folder that it covers.
RUN mkdir -p /morning-post/config /morning-post/digests /morning-post/data /app/.node && chown 1000:1000 /morning-post/data /app/.node
WORKDIR /morning-post
# The user `node` of the base image, as a number: Kubernetes can only tell from a number that it is not root.
USER 1000:1000
# One start with the simulator, so that the first start of a container finds everything compiled.
RUN MORNING_POST_CONFIG=/app/config/morning-post.yaml MORNING_POST_DATA=/tmp/compile PORT=0 METRICS_PORT=0 morning-post start > /tmp/compile.log & \
  until grep -q simulated /tmp/compile.log; do kill -0 $! || exit 1; sleep 0.2; done; \
  kill $! && wait $! && rm -rf /tmp/compile /tmp/compile.log
VOLUME /morning-post/data
EXPOSE 3000 9464
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["morning-post", "start"]
