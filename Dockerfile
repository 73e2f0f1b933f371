# The image holds the commands alone: static, no shell, no user of rights.
FROM golang:1.26.8-alpine3.23 AS build
ARG VERSION=""
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/ ./cmd/tfcua ./cmd/tfcua-verify

FROM scratch
COPY --from=build /out/ /usr/bin/
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/tfcua"]
