package dev.skep.agent.client;

import io.grpc.Status;
import java.io.IOException;

/** Says in a few words why a call failed. */
final class FailureText {
    private FailureText() {}

    static String of(Status status) {
        Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = cause instanceof IOException ? String.valueOf(cause.getMessage()) : "";
        if (status.getCode() == Status.Code.UNAVAILABLE) {
            return (reason.isEmpty() ? String.valueOf(status.getDescription()) : reason) + " (does it run?)";
        }
        String description = status.getDescription();
        return description == null ? status.getCode().name() : description;
    }
}
