import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Uretprobe;

/** Shows every line that is typed into a bash. */
class Readline {
    interface Line extends Struct {
        int pid();

        void pid(int id);

        @Length(120)
        Bytes text();
    }

    final String shell;
    final RingBuffer<Line> lines = RingBuffer.of(Line.class, 1 << 16);

    Readline() {
        this("/bin/bash");
    }

    Readline(String shell) {
        this.shell = shell;
    }

    @Uretprobe(binary = "{shell}", symbol = "readline")
    int typed(long address) {
        Line line = lines.reserve();
        if (line == null) {
            return 0;
        }
        line.pid((int) (Helpers.getCurrentPidTgid() >>> 32));
        Helpers.probeReadUserStr(line.text(), address);
        lines.submit(line);
        return 0;
    }
}
