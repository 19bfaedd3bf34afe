package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.RateLimit;
import dev.skep.security.policy.model.RateLimit.Scope;
import dev.skep.security.policy.read.HookScope.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the action Post. */
final class PostReader {
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,9})([smhSMH]?)");

    /** Hooks of the LSM that have a file: those from which {@code bpf_ima_file_hash} may be called. */
    private static final Set<String> WITH_FILE = Set.of(
            "bprm_check_security",
            "bprm_committed_creds",
            "bprm_committing_creds",
            "bprm_creds_for_exec",
            "bprm_creds_from_file",
            "file_ioctl",
            "file_lock",
            "file_open",
            "file_post_open",
            "file_receive",
            "mmap_file");

    /** The kernel allows reading only after this hook (FMODE_CAN_READ in do_dentry_open of fs/open.c). */
    private static final String TOO_EARLY = "file_open";

    private PostReader() {}

    static Action.Post read(Fields fields, HookScope scope) {
        boolean imageHash = fields.flag("imaHash");
        if (imageHash && !(scope.kind() == Kind.LSM && WITH_FILE.contains(scope.lsmHook()))) {
            fields.optional("imaHash")
                    .ifPresent(flag -> flag.wrong("hashes are known in these hooks of the LSM only: "
                            + String.join(", ", WITH_FILE.stream().sorted().toList())));
        } else if (imageHash && scope.lsmHook().equals(TOO_EARLY)) {
            fields.optional("imaHash")
                    .ifPresent(flag ->
                            flag.remark("at file_open the file cannot be read yet: the hash is the one that a policy of"
                                    + " IMA had measured before, if any; file_post_open (Linux 6.9) has always one"));
        }
        Optional<Element> limit =
                fields.optional("rateLimit").filter(value -> !value.text().isEmpty());
        Optional<Scope> limitScope = fields.optional("rateLimitScope")
                .filter(value -> !value.text().isEmpty())
                .flatMap(value -> value.choice(Scope.values(), Scope::tetragonName));
        if (limit.isEmpty() && limitScope.isPresent()) {
            fields.optional("rateLimitScope").ifPresent(value -> value.remark("does nothing without rateLimit"));
        }
        return new Action.Post(
                limit.flatMap(PostReader::interval)
                        .map(interval -> new RateLimit(interval, limitScope.orElse(Scope.THREAD))),
                fields.flag("kernelStackTrace"),
                fields.flag("userStackTrace"),
                imageHash,
                fields.owner().place());
    }

    private static Optional<Duration> interval(Element value) {
        Matcher interval = INTERVAL.matcher(value.text());
        if (!interval.matches()) {
            value.wrong("'" + Element.shown(value.text())
                    + "' is no interval: a number, or one with s, m or h behind it, such as 5m");
            return Optional.empty();
        }
        long count = Long.parseLong(interval.group(1));
        Duration duration = switch (interval.group(2)) {
            case "m", "M" -> Duration.ofMinutes(count);
            case "h", "H" -> Duration.ofHours(count);
            default -> Duration.ofSeconds(count);
        };
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }
}
