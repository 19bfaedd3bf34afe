package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What IMA says of a file is the digest of what is in it. */
@Tag("kernel")
class ImageHashTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private final RunningKernel kernel = new RunningKernel();

    @BeforeEach
    void requireHashes() {
        if (KernelFeatures.of(KernelFeature.LSM) instanceof Support.NotSupported no) {
            throw Skip.because("no hooks of the LSM here: " + no.reason());
        }
        Skip.unless(kernel.hasFunction("ima_file_hash"), "no CONFIG_IMA");
    }

    private static Optional<String> digest(Path file) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return Optional.of("sha256:" + HexFormat.of().formatHex(sum));
    }

    private Path program() throws IOException {
        Path program = Files.copy(Path.of("/bin/true"), folder.resolve("program"));
        // IMA hashes all of it, also what is no multiple of anything.
        Files.write(program, new byte[12345], StandardOpenOption.APPEND);
        return program;
    }

    private static String hook(String name, String type, String path, String actions) {
        return """
                lsmhooks:
                - hook: %s
                  args:
                  - index: 0
                    type: %s
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s" ]
                    matchActions:
                """.formatted(name, type, path) + actions.indent(4);
    }

    private static final String HASH = "- action: Post\n  imaHash: true\n";

    @Test
    void ofAProgramThatStarts() throws Exception {
        Path program = program();
        watch.apply(hook("bprm_check_security", "linux_binprm", program.toString(), HASH));
        Process run = Commands.run(program.toString());
        assertThat(run.exitValue()).isZero();
        PolicyEvent event = watch.await(run);
        assertThat(event.imageHash()).isEqualTo(digest(program));
        assertThat(event.effect()).isEqualTo(Effect.OBSERVED);
    }

    @Test
    void ofAProgramThatMayNotStart() throws Exception {
        Path program = program();
        watch.apply(hook(
                "bprm_check_security",
                "linux_binprm",
                program.toString(),
                HASH + "- action: Override\n  argError: -13\n"));
        Process shell = Commands.run("/bin/sh", "-c", program + " || exit 7");
        assertThat(shell.exitValue()).isEqualTo(7);
        PolicyEvent event = watch.await(told -> true);
        assertThat(event.effect()).isEqualTo(Effect.DENIED);
        assertThat(event.imageHash()).isEqualTo(digest(program));
    }

    @Test
    void ofAProgramThatIsKilledForIt() throws Exception {
        Path program = program();
        watch.apply(hook("bprm_check_security", "linux_binprm", program.toString(), HASH + "- action: Sigkill\n"));
        Process shell = Commands.run("/bin/sh", "-c", program + "; exit $?");
        assertThat(shell.exitValue()).isEqualTo(128 + 9);
        PolicyEvent event = watch.await(told -> true);
        assertThat(event.effect()).isEqualTo(Effect.KILLED_BEFORE);
        assertThat(event.imageHash()).isEqualTo(digest(program));
    }

    private String opened(Path file, String actions) {
        Skip.unless(kernel.hasFunction("bpf_lsm_file_post_open"), "no hook file_post_open");
        return hook("file_post_open", "file", file.toString(), actions);
    }

    @Test
    void ofAFileThatIsOpenedToBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        watch.apply(opened(file, HASH));
        Process reader = Commands.run("/bin/cat", file.toString());
        assertThat(watch.await(reader).imageHash()).isEqualTo(digest(file));
        assertThat(watch.of(reader)).hasSize(1);
    }

    @Test
    void ofAFileThatIsOpenedToBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Optional<String> before = digest(file);
        watch.apply(opened(file, HASH));
        Process writer = Commands.run("/bin/sh", "-c", "exec 3>>" + file);
        assertThat(watch.await(writer).imageHash()).isEqualTo(before);
        assertThat(watch.of(writer)).hasSize(1);
    }

    /** The kernel opens it once more to hash it, at the same hook. */
    @Test
    void deniesWhatIsBeingHashed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        watch.apply(hook("file_open", "file", file.toString(), HASH + "- action: Override\n  argError: -1\n"));
        Process writer = Commands.run("/bin/sh", "-c", "echo more >> " + file);
        assertThat(writer.exitValue()).isNotZero();
        assertThat(watch.await(writer).effect()).isEqualTo(Effect.DENIED);
        assertThat(watch.of(writer)).hasSize(1);
        watch.apply(List.of());
        assertThat(Files.readString(file)).isEqualTo("content");
    }

    /** With a policy of IMA, such as ima_policy=tcb, it knows what it measured before. */
    @Test
    void tellsOpeningsBeforeTheFileCanBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Commands.run("/bin/cat", file.toString());
        watch.apply(hook("file_open", "file", file.toString(), HASH));
        Process reader = Commands.run("/bin/cat", file.toString());
        Optional<String> told = watch.await(reader).imageHash();
        boolean measured = Files.readString(Path.of("/proc/cmdline")).contains("ima_policy=tcb");
        assertThat(told).isEqualTo(measured ? digest(file) : Optional.empty());
    }

    @Test
    void ofALibraryThatIsMapped() throws Exception {
        Path library = program();
        watch.apply(hook("mmap_file", "file", library.toString(), HASH));
        Process mapper = Commands.python("import mmap\nwith open('" + library
                + "', 'rb') as file: mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)");
        assertThat(watch.await(mapper).imageHash()).isEqualTo(digest(library));
    }

    /** Of one program, which is started and mapped. */
    @Test
    void atHooksThatComeTogether() throws Exception {
        Path program = program();
        watch.apply(List.of(
                PolicyWatch.policy("started", hook("bprm_check_security", "linux_binprm", program.toString(), HASH)),
                PolicyWatch.policy("mapped", hook("mmap_file", "file", program.toString(), HASH))));
        Process run = Commands.run(program.toString());
        for (String policy : List.of("started", "mapped")) {
            PolicyEvent event = watch.await(told ->
                    told.process().pid() == run.pid() && told.policy().name().equals(policy));
            assertThat(event.imageHash()).as(policy).isEqualTo(digest(program));
        }
    }

    @Test
    void ofThoseAloneThatASelectorAsksIt() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Path other = Files.writeString(folder.resolve("other"), "more");
        watch.apply(opened(file, HASH) + """
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s" ]
                """.formatted(other));
        Process reader = Commands.run("/bin/cat", other.toString());
        assertThat(watch.await(reader).imageHash()).isEmpty();
        Process second = Commands.run("/bin/cat", file.toString());
        assertThat(watch.await(second).imageHash()).isEqualTo(digest(file));
    }

    @Test
    void afterThePolicyWasExchangedAndTakenAway() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Path other = Files.writeString(folder.resolve("other"), "more");
        watch.apply(opened(file, HASH));
        watch.apply(opened(other, HASH));
        Process reader = Commands.run("/bin/cat", file.toString(), other.toString());
        assertThat(watch.await(reader).imageHash()).isEqualTo(digest(other));
        watch.apply(List.of());
        watch.apply(opened(file, HASH));
        Process again = Commands.run("/bin/cat", file.toString());
        assertThat(watch.await(again).imageHash()).isEqualTo(digest(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bprm_check_security",
                "bprm_committed_creds",
                "bprm_committing_creds",
                "bprm_creds_for_exec",
                "bprm_creds_from_file"
            })
    void ofProgramsAtEachHookThatHasOne(String hook) throws Exception {
        Path program = program();
        watch.apply(hook(hook, "linux_binprm", program.toString(), HASH));
        Process run = Commands.run(program.toString());
        assertThat(watch.await(run).imageHash()).isEqualTo(digest(program));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file_ioctl", "file_lock", "file_post_open", "file_receive", "mmap_file"})
    void ofFilesAtEachHookThatHasOne(String hook) throws Exception {
        Skip.unless(kernel.hasFunction("bpf_lsm_" + hook), "no hook " + hook);
        Path file = program();
        watch.apply(hook(hook, "file", file.toString(), HASH));
        Process user = Commands.python("""
                import array, fcntl, mmap, socket
                with open("%s", "rb") as file:
                    fcntl.flock(file, fcntl.LOCK_SH)
                    try: fcntl.ioctl(file, 0x12345678)
                    except OSError: pass
                    mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
                    one, other = socket.socketpair()
                    socket.send_fds(one, [b"x"], [file.fileno()])
                    socket.recv_fds(other, 1, 1)
                """.formatted(file));
        assertThat(user.exitValue()).isZero();
        assertThat(watch.await(user).imageHash()).isEqualTo(digest(file));
    }
}
