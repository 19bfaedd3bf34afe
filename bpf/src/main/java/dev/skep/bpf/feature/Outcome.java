package dev.skep.bpf.feature;

import dev.skep.bpf.Capability;
import dev.skep.bpf.Errno;
import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.Privileges;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.VerifierException;

/** Judges how a probe ended. */
final class Outcome {
    private Outcome() {}

    static Support of(Probe probe) {
        try {
            return probe.run();
        } catch (UnsupportedFeatureException missing) {
            return new Support.NotSupported(missing.reason());
        } catch (SyscallException failure) {
            return judge(failure.number(), failure.getMessage());
        } catch (VerifierException failure) {
            return judge(failure.number(), failure.getMessage());
        } catch (MalformedInputException nonsense) {
            return new Support.Inconclusive(nonsense.getMessage());
        }
    }

    private static Support judge(int number, String message) {
        return switch (Errno.of(number).orElse(Errno.EIO)) {
            case EPERM, EACCES -> refused(message);
            case EINVAL, ENOTSUPP, EOPNOTSUPP, ENOSYS, ENOENT, ENODEV, E2BIG -> new Support.NotSupported(message);
            default -> new Support.Inconclusive(message);
        };
    }

    private static Support refused(String message) {
        Privileges privileges = Privileges.current();
        if (privileges.has(Capability.CAP_SYS_ADMIN)) {
            return new Support.NotSupported(message);
        }
        return new Support.Inconclusive(privileges.missing().isEmpty() ? message : privileges.need());
    }
}
