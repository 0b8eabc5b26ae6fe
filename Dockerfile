# The bot without a cloud's own runtime. Settings are environment variables (docs/operations.md); nothing is written
# to the container, so it runs with a read-only file system.
#   docker build -t shigotoba .
#   docker run --read-only --env-file my.env -p 8080:8080 shigotoba
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY .ci/trim-packages.mjs ./.ci/
RUN npm ci --omit=dev --omit=optional && npm run trim

FROM node:24-bookworm-slim
WORKDIR /app
# As in `npm run bot`: one arena of malloc, and a heap that is swept while it is small.
ENV NODE_ENV=production PORT=8080 MALLOC_ARENA_MAX=1
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY content ./content
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node itself gets the signal; it has 25 s of work to end at most.
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=1", "--max-old-space-size=768", "dist/main.js"]
