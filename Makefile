# What `sam build` calls: one build-<LogicalId> target a function. All functions are the same executable; the template's
# Handler picks the part, so the first target publishes and the others copy.
#
#   ARCHITECTURE=x86_64 sam build      when the template's parameter Architecture is x86_64
#   AWS_PACKAGES=standin sam build     with the stand-ins of build/standins, where the feed lacks the AWS packages
#
# Native AOT links for the machine it runs on: build arm64 on arm64 (CodeBuild or a runner with that processor), x86_64
# on x86_64, on a distribution whose glibc is 2.34 or older (Amazon Linux 2023 has 2.34) or check as .ci/run does.

ARCHITECTURE ?= arm64
AWS_PACKAGES ?= official

ifeq ($(ARCHITECTURE),x86_64)
RUNTIME := linux-x64
else ifeq ($(ARCHITECTURE),arm64)
RUNTIME := linux-arm64
else
$(error ARCHITECTURE is '$(ARCHITECTURE)': use arm64 or x86_64, the same as the template's parameter)
endif

PUBLISHED := artifacts/sam/$(AWS_PACKAGES)/$(RUNTIME)
SOURCES := $(shell find src/IncidentResponder.Core src/IncidentResponder.Remediations src/IncidentResponder.Aws src/IncidentResponder.Channels \
	src/IncidentResponder.Functions src/policy build/standins Directory.Build.props Directory.Packages.props \
	-type f -not -path '*/bin/*' -not -path '*/obj/*')

FUNCTIONS := Intake Decide Notify Approve Enrich Preserve Remediate Verify RollBack Close ApprovalPage SignIn Tell SlackInteractions

.PHONY: $(FUNCTIONS:%=build-%Function)
$(FUNCTIONS:%=build-%Function): $(PUBLISHED)/bootstrap
	mkdir -p "$(ARTIFACTS_DIR)/policy"
	cp $(PUBLISHED)/bootstrap "$(ARTIFACTS_DIR)/bootstrap"
	cp src/policy/response-policy.json "$(ARTIFACTS_DIR)/policy/response-policy.json"

$(PUBLISHED)/bootstrap: $(SOURCES)
	dotnet publish src/IncidentResponder.Functions -c Release -r $(RUNTIME) -p:AwsPackages=$(AWS_PACKAGES) -o $(PUBLISHED)
