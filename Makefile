# The tools are pinned: a newer one must not fail a commit that passed.
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOFUMPT     := go run mvdan.cc/gofumpt@v0.12.0
GORELEASER  := go run github.com/goreleaser/goreleaser/v2@v2.16.0
SYFT        := github.com/anchore/syft/cmd/syft@v1.52.0

# The rules and the readers. Not with the race detector, which makes counting slow.
COVERED := . ./hclcheck ./plancheck ./armcheck ./internal/jsonscan ./internal/scan ./internal/policy ./internal/baseline
# The packages that start goroutines.
PARALLEL := ./cmd/tfcua ./hclcheck ./internal/gate ./internal/input ./internal/scan
# How long each fuzz target runs, or how often: 10m, 500x.
FUZZTIME ?= 30s
# How many configurations make e2e has the real terraform apply.
CONFIGURATIONS ?= 60
# What version the command says it is; empty for what the build knows itself.
VERSION ?=

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build the command, ./tfcua
	go build -trimpath -ldflags '-X main.version=$(VERSION)' -o tfcua ./cmd/tfcua

.PHONY: test
test: ## Run the tests
	go test -shuffle=on ./...

.PHONY: race
race: ## Run the quicker tests of what runs in parallel with the race detector, which needs a C compiler
	go test -race -short $(PARALLEL)

.PHONY: cover
cover: ## Show how much of the rules and the readers their own tests reach; fail under 90 %
	@mkdir -p build
	@go test -coverprofile=build/cover.out $(COVERED) >build/cover.log || { cat build/cover.log; exit 1; }
	@awk -v minimum=90 -f .ci/cover.awk build/cover.out

.PHONY: mutate
mutate: ## Change the rules in one small way after the other; a test has to notice each
	go run ./internal/mutate .

.PHONY: update
update: ## Write what the tests of the command and the reports expect; look at the difference
	go test ./cmd/tfcua ./internal/report -update

.PHONY: vet
vet: ## Run go vet
	go vet ./...

.PHONY: cross
cross: ## Vet, tests included, and build for the systems that this is not
	@set -e; for system in linux windows darwin; do for machine in amd64 arm64; do \
		echo "$$system/$$machine"; \
		CGO_ENABLED=0 GOOS=$$system GOARCH=$$machine go vet ./...; \
		CGO_ENABLED=0 GOOS=$$system GOARCH=$$machine go build ./...; \
	done; done

.PHONY: lint
lint: ## Run staticcheck
	$(STATICCHECK) ./...

.PHONY: fmt
fmt: ## Format the code
	$(GOFUMPT) -w .

.PHONY: fmt-check
fmt-check: ## Fail where the code is not formatted
	@unformatted=$$($(GOFUMPT) -l .) || exit 1; \
	if [ -n "$$unformatted" ]; then echo "not formatted, run make fmt:"; echo "$$unformatted"; exit 1; fi

.PHONY: docs
docs: ## Write docs/rules.md from the rules
	go run ./internal/docs

.PHONY: docs-check
docs-check: ## Fail where the documentation is stale
	go test -run 'TestRulesAreFresh|TestConsole|TestDocuments|TestInlineCommands|TestLinks|TestDependencies' ./internal/docs ./cmd/tfcua

.PHONY: man
man: ## Write the man pages and the shells' completions to build/
	go test ./cmd/tfcua -run 'TestManPages|TestCompletions' -count=1 -man $(CURDIR)/build/man -completion $(CURDIR)/build/completions

.PHONY: release
release: ## Release what is tagged: archives, checksums, SBOMs
	@mkdir -p build/bin
	GOBIN=$(CURDIR)/build/bin go install $(SYFT)
	PATH="$(CURDIR)/build/bin:$$PATH" $(GORELEASER) release --clean

.PHONY: release-config
release-config: ## Check the configuration of releases
	$(GORELEASER) check

.PHONY: release-check
release-check: ## Build everything that a release has, without the SBOMs, and publish nothing
	$(GORELEASER) release --clean --snapshot --skip=sbom

.PHONY: fuzz
fuzz: ## Run every fuzz target, each for FUZZTIME
	go run ./internal/fuzz -time $(FUZZTIME)

.PHONY: e2e
e2e: ## Hold tfcua against the real terraform, on CONFIGURATIONS configurations that are made up
	terraform version
	go test -count=1 -run 'Terraform|TestReal' ./hclcheck ./internal/gate
	go test -count=1 -run TestAgainstTerraform ./internal/property -many $(CONFIGURATIONS)

.PHONY: bench
bench: ## Run the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: bench-peers
bench-peers: ## Measure the command beside its peers, as far as they are installed
	go run ./internal/peers
