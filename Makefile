# Meltemi's two commands are `make demo` and `make test`; each does its own set-up.

CONFIGURATION ?= debug
SWIFT_BUILD = swift build --configuration $(CONFIGURATION) --explicit-target-dependency-import-check error
ENVOY = $$(scripts/fetch-envoy.sh)

.PHONY: help demo test test-kubernetes build setup format lint generate clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:
	@scripts/check-toolchain.sh
	@scripts/fetch-envoy.sh > /dev/null

build: setup ## Build the meltemi executable
	$(SWIFT_BUILD) --product meltemi

demo: build ## Run Bookinfo with an Envoy beside each service (ctrl-C ends it; DEMO_ARGS adds options)
	@envoy="$(ENVOY)" && MELTEMI_ENVOY="$$envoy" exec .build/$(CONFIGURATION)/meltemi demo bookinfo $(DEMO_ARGS)

test: setup ## Run all tests, real Envoys included (TEST_ARGS adds options of `swift test`)
	$(SWIFT_BUILD) --build-tests
	@# One test at a time: many of them run real Envoys and servers, and on few cores their neighbours would starve them.
	@envoy="$(ENVOY)" && python="$$(scripts/fetch-kubernetes-client.sh)" && \
	  MELTEMI_ENVOY="$$envoy" MELTEMI_PYTHON="$$python" swift test --skip-build --no-parallel $(TEST_ARGS)

test-kubernetes: setup ## Run the tests that need a Kubernetes API server (KUBECONFIG=FILE names it)
	@test -n "$(KUBECONFIG)" || { echo "KUBECONFIG=FILE is missing" >&2; exit 1; }
	$(SWIFT_BUILD) --build-tests
	@MELTEMI_TEST_KUBECONFIG="$(abspath $(KUBECONFIG))" swift test --skip-build --no-parallel --filter RealClusterTests

format: ## Format the hand-written sources in place
	@scripts/swift-files.sh | xargs -0 swift format format --in-place --parallel

lint: ## Check the format of the hand-written sources
	@scripts/swift-files.sh | xargs -0 swift format lint --strict --parallel

generate: setup ## Generate Envoy's API in Swift again
	scripts/generate-envoy-api.sh

clean: ## Remove what builds leave behind
	rm -rf .build
