package dev.skep.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.agent.MadeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFolderTest {
    @TempDir
    private Path folder;

    private final MadeEngine engine = new MadeEngine();
    private final PolicyManager manager = new PolicyManager(engine);
    private final AtomicLong now = new AtomicLong();

    @SuppressWarnings("NullAway.Init") // made by begin()
    private PolicyFolder policies;

    private void begin() {
        policies = new PolicyFolder(folder, Texts.READER, manager, now::get);
        policies.begin();
    }

    private void write(String file, String text) throws IOException {
        Path unfinished = Files.writeString(folder.resolve(".unfinished"), text);
        Files.move(unfinished, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private void later() {
        policies.look();
        now.addAndGet(PolicyFolder.SETTLED.toNanos());
        policies.look();
    }

    @Test
    void takesWhatIsThereAtTheStart() throws IOException {
        write("1.yaml", Texts.policy("a", "1") + "---\n" + Texts.policy("b", "1"));
        write("2.yml", Texts.policy("c", "1"));
        write(
                "3.json",
                "{\"apiVersion\":\"cilium.io/v1alpha1\",\"kind\":\"TracingPolicy\",\"metadata\":{\"name\":\"d\"},\"spec\":{}}");
        write("notes.txt", "nothing");
        write(".hidden.yaml", Texts.policy("e", "1"));
        Files.createDirectory(folder.resolve("sub.yaml"));

        begin();

        assertThat(engine.inForce()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void waitsUntilAFileIsWritten() throws IOException {
        begin();
        write("1.yaml", Texts.policy("a", "1").substring(0, 60));
        assertThat(policies.look()).contains(Duration.ofMillis(100));
        now.addAndGet(PolicyFolder.SETTLED.toNanos() - 1);
        write("1.yaml", Texts.policy("a", "1"));
        policies.look();
        now.addAndGet(PolicyFolder.SETTLED.toNanos() - 1);
        policies.look();
        assertThat(engine.inForce()).isEmpty();

        now.addAndGet(1);
        assertThat(policies.look()).isEmpty();

        assertThat(engine.inForce()).containsExactly("a");
        assertThat(manager.unreadable()).isEmpty();
    }

    @Test
    void takesChangesAndForgetsWhatIsGone() throws IOException {
        write("1.yaml", Texts.policy("a", "1") + "---\n" + Texts.policy("b", "1"));
        begin();

        write("1.yaml", Texts.policy("b", "2") + "---\n" + Texts.policy("c", "1"));
        later();
        assertThat(engine.inForce()).containsExactly("b", "c");
        assertThat(manager.list().getFirst().policy().hooks().getFirst().message())
                .isEqualTo("2");

        Files.delete(folder.resolve("1.yaml"));
        later();
        assertThat(engine.inForce()).isEmpty();
    }

    @Test
    void keepsAPolicyInForceWhileItsFileIsReplaced() throws IOException {
        write("1.yaml", Texts.policy("a", "1"));
        begin();

        Files.delete(folder.resolve("1.yaml"));
        policies.look();
        now.addAndGet(PolicyFolder.SETTLED.toNanos() / 2);
        policies.look();
        write("1.yaml", Texts.policy("a", "2"));
        later();

        assertThat(engine.changes()).isEqualTo(2);
        assertThat(engine.inForce()).containsExactly("a");
    }

    @Test
    void keepsAPolicyInForceWhenItsFileIsRenamed() throws IOException {
        write("1.yaml", Texts.policy("a", "1"));
        begin();

        Files.move(folder.resolve("1.yaml"), folder.resolve("2.yaml"));
        policies.look();
        assertThat(manager.list().getFirst().origin().where()).endsWith("2.yaml");
        later();

        assertThat(engine.inForce()).containsExactly("a");
    }

    @Test
    void saysWhatIsWrongWithAFileAndTakesItWhenItIsMended() throws IOException {
        write("1.yaml", Texts.policy("a", "1").replace("call", "kall"));
        begin();
        PolicyOrigin origin = PolicyOrigin.file(folder.resolve("1.yaml").toString());
        assertThat(manager.unreadable().get(origin))
                .startsWith(folder.resolve("1.yaml") + ":6:5: spec.kprobes[0]: needs the field 'call'");

        write("1.yaml", Texts.policy("a", "1"));
        later();

        assertThat(manager.unreadable()).isEmpty();
        assertThat(engine.inForce()).containsExactly("a");
    }

    @Test
    void keepsTheOlderVersionIfTheFileIsBroken() throws IOException {
        write("1.yaml", Texts.policy("a", "1"));
        begin();

        write("1.yaml", "{");
        later();

        assertThat(engine.inForce()).containsExactly("a");
        assertThat(manager.unreadable()).isEmpty();
        assertThat(manager.list().getFirst().error()).startsWith("its newer version is not in force: " + folder);

        Files.delete(folder.resolve("1.yaml"));
        later();
        assertThat(engine.inForce()).isEmpty();
    }

    @Test
    void letsTheFirstFileHaveANameUntilItIsGone() throws IOException {
        write("1.yaml", Texts.policy("a", "1"));
        write("2.yaml", Texts.policy("a", "2"));
        begin();
        assertThat(manager.list()).hasSize(1);
        assertThat(manager.list().getFirst().policy().hooks().getFirst().message())
                .isEqualTo("1");
    }

    @Test
    void takesNothingThatEverybodyMayWrite() throws IOException {
        write("1.yaml", Texts.policy("a", "1"));
        Files.setPosixFilePermissions(folder.resolve("1.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));

        begin();

        assertThat(engine.inForce()).isEmpty();
        assertThat(manager.unreadable().values())
                .singleElement()
                .asString()
                .endsWith("1.yaml: everybody may write it; no policies are taken from it");
    }

    @Test
    void findsTheFolderWhenItComes() throws IOException {
        Path late = folder.resolve("late");
        policies = new PolicyFolder(late, Texts.READER, manager, now::get);
        policies.begin();
        policies.look();

        Files.createDirectory(late);
        Files.writeString(late.resolve("1.yaml"), Texts.policy("a", "1"));
        later();

        assertThat(engine.inForce()).containsExactly("a");
    }
}
