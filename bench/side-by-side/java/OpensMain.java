import dev.skep.bpf.map.RingBufferReader;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import java.time.Duration;

class OpensMain {
    public static void main(String[] arguments) {
        Opens opens = new Opens();
        try (Loaded<Opens> loaded = Kernel.load(opens);
                RingBufferReader<Opens.Opened> reader = opens.events.reader()) {
            while (true) {
                reader.poll(
                        Duration.ofMillis(100),
                        (event, length) ->
                                System.out.println("pid " + event.pid() + ", result " + event.result() + ", comm \""
                                        + event.comm().string() + "\", path \""
                                        + event.path().string() + "\""));
            }
        }
    }
}
