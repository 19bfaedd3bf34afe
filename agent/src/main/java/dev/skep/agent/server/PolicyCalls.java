package dev.skep.agent.server;

import dev.skep.agent.policy.ClientPolicies;
import dev.skep.agent.policy.PolicyEntry;
import dev.skep.agent.policy.PolicyMessages;
import dev.skep.agent.policy.PolicyRefusedException;
import dev.skep.api.message.AddTracingPolicyRequest;
import dev.skep.api.message.ConfigureTracingPolicyRequest;
import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.api.message.ListDomainsResponse;
import dev.skep.api.message.ListTracingPoliciesRequest;
import dev.skep.api.message.ListTracingPoliciesResponse;
import dev.skep.api.message.SensorStatus;
import dev.skep.api.message.TracingPolicyState;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;

/** The calls that concern policies. What is refused leaves as a {@link StatusRuntimeException}. */
final class PolicyCalls {
    /** A message travels in a header, and clients take headers of 8 KiB; some letters need three bytes there. */
    private static final int LONGEST_MESSAGE = 2400;

    private final ClientPolicies policies;

    PolicyCalls(ClientPolicies policies) {
        this.policies = policies;
    }

    void add(AddTracingPolicyRequest request) {
        refusing(() -> policies.add(request.getYaml(), request.getDomain()));
    }

    void delete(DeleteTracingPolicyRequest request) {
        PolicyName name = new PolicyName(request.getNamespace(), request.getName());
        refusing(() -> policies.delete(name, request.getDomain()));
    }

    void configure(ConfigureTracingPolicyRequest request) {
        Optional<PolicyMode> mode = Optional.empty();
        if (request.hasMode()) {
            mode = PolicyMessages.mode(request.getMode());
            if (mode.isEmpty()) {
                throw refusal(Status.INVALID_ARGUMENT, "mode " + request.getMode() + ": expected enforce or monitor");
            }
        }
        Optional<PolicyMode> chosen = mode;
        Optional<Boolean> enabled = request.hasEnable() ? Optional.of(request.getEnable()) : Optional.empty();
        PolicyName name = new PolicyName(request.getNamespace(), request.getName());
        refusing(() -> policies.configure(name, request.getDomain(), enabled, chosen));
    }

    void enable(String name, String namespace, String domain, boolean enabled) {
        refusing(() ->
                policies.configure(new PolicyName(namespace, name), domain, Optional.of(enabled), Optional.empty()));
    }

    ListTracingPoliciesResponse list(ListTracingPoliciesRequest request) {
        return ListTracingPoliciesResponse.newBuilder()
                .addAllPolicies(PolicyMessages.all(policies.all(), request.getDomain()))
                .build();
    }

    ListDomainsResponse domains() {
        return ListDomainsResponse.newBuilder()
                .addAllDomains(policies.all().list().stream()
                        .map(PolicyEntry::origin)
                        .map(origin -> origin.domain())
                        .sorted()
                        .distinct()
                        .toList())
                .build();
    }

    /** As {@code tetra sensors list} wants them: a policy is a collection of what it is made of. */
    List<SensorStatus> sensors() {
        return PolicyMessages.all(policies.all(), "").stream()
                .flatMap(policy -> policy.getSensorsList().stream()
                        .map(sensor -> SensorStatus.newBuilder()
                                .setName(sensor)
                                .setEnabled(policy.getState() == TracingPolicyState.TP_STATE_ENABLED)
                                .setCollection(policy.getName())
                                .build()))
                .toList();
    }

    private static void refusing(Runnable change) {
        try {
            change.run();
        } catch (PolicyException wrong) {
            throw refusal(Status.INVALID_ARGUMENT, String.valueOf(wrong.getMessage()));
        } catch (PolicyRefusedException refused) {
            Status status = switch (refused.reason()) {
                case UNKNOWN -> Status.NOT_FOUND;
                case TAKEN -> Status.ALREADY_EXISTS;
                case STATE, FAILED -> Status.FAILED_PRECONDITION;
            };
            throw refusal(status, String.valueOf(refused.getMessage()));
        }
    }

    private static StatusRuntimeException refusal(Status status, String message) {
        return status.withDescription(shortened(message)).asRuntimeException();
    }

    /** Whole lines of it, as many as fit. */
    static String shortened(String message) {
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        int end = message.lastIndexOf('\n', LONGEST_MESSAGE);
        String start = message.substring(0, end < 0 ? LONGEST_MESSAGE : end);
        long left = message.substring(start.length())
                .lines()
                .filter(line -> !line.isEmpty())
                .count();
        return start + "\n(and " + left + " more)";
    }
}
