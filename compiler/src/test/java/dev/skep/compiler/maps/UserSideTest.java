package dev.skep.compiler.maps;

import static dev.skep.compiler.Refusals.refuses;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.ArrayOfMaps;
import dev.skep.bpf.map.BloomFilter;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.Queue;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.TaskStorage;
import dev.skep.bpf.map.UserRingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Methods of maps and numbers that have no meaning in the kernel, and what the compiler says of a call there. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // what is wrong with them is what is tested
class UserSideTest {
    interface Input extends Struct {
        int a();
    }

    private static void refusesInTheKernel(Object program, String method, String instead) {
        refuses(program, method + " works in user space only", "in the kernel use " + instead);
    }

    @Test
    void mapsAreListedAndSizedInUserSpace() {
        refusesInTheKernel(
                new Object() {
                    private final HashMap<Integer, Counter> map = HashMap.of(Integer.class, Counter.class, 4);

                    @Syscall
                    int run(Input in) {
                        return map.size();
                    }
                },
                "HashMap.size",
                "get, put, putIfAbsent, remove, set");
        refusesInTheKernel(
                new Object() {
                    private final ArrayMap<Counter> map = ArrayMap.of(Counter.class, 4);

                    @Syscall
                    int run(Input in) {
                        return map.maxEntries();
                    }
                },
                "ArrayMap.maxEntries",
                "get, put, putIfAbsent, remove, set");
        refusesInTheKernel(
                new Object() {
                    private final ArrayOfMaps<ArrayMap<Counter>> maps =
                            ArrayOfMaps.of(ArrayMap.of(Counter.class, 1), 4);

                    @Syscall
                    int run(Input in) {
                        maps.close();
                        return 0;
                    }
                },
                "ArrayOfMaps.close",
                "get, put, putIfAbsent, remove, set");
    }

    @Test
    void sequencesAreAskedForTheirSizeInUserSpace() {
        refusesInTheKernel(
                new Object() {
                    private final Queue<Counter> queue = Queue.of(Counter.class, 4);

                    @Syscall
                    int run(Input in) {
                        return queue.maxEntries();
                    }
                },
                "Queue.maxEntries",
                "push, pushDroppingOldest, pop, peek");
        refusesInTheKernel(
                new Object() {
                    private final BloomFilter<Counter> filter = BloomFilter.of(Counter.class, 4);

                    @Syscall
                    int run(Input in) {
                        return filter.maxEntries();
                    }
                },
                "BloomFilter.maxEntries",
                "add, mayContain");
    }

    @Test
    void ringsAreReadInUserSpace() {
        refusesInTheKernel(
                new Object() {
                    private final RingBuffer<Counter> ring = RingBuffer.of(Counter.class, 4096);

                    @Syscall
                    int run(Input in) {
                        return (int) ring.lost();
                    }
                },
                "RingBuffer.lost",
                "reserve, submit, discard, output");
        refusesInTheKernel(
                new Object() {
                    private final UserRingBuffer<Counter> ring = UserRingBuffer.of(Counter.class, 4096);

                    @Syscall
                    int run(Input in) {
                        return ring.writer() == null ? 1 : 0;
                    }
                },
                "UserRingBuffer.writer",
                "drain");
    }

    @Test
    void storageIsFoundByDescriptorInUserSpace() {
        refusesInTheKernel(
                new Object() {
                    private final TaskStorage<Counter> storage = TaskStorage.of(Counter.class);

                    @Syscall
                    int run(Input in) {
                        Counter counter = storage.get(in.a());
                        return counter == null ? 1 : 0;
                    }
                },
                "TaskStorage.get",
                "get, getOrCreate, remove with the object");
    }

    @Test
    void numbersAreComputedByFunctionsInUserSpace() {
        refusesInTheKernel(
                new Object() {
                    private final AtomicLong number = new AtomicLong();

                    @Syscall
                    int run(Input in) {
                        return (int) number.updateAndGet(old -> old + in.a());
                    }
                },
                "AtomicLong.updateAndGet",
                "get, set, getAndAdd, getAndSet, compareAndSet and their relatives");
    }

    @Test
    void mapsAreMadeInUserSpace() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        return ArrayMap.of(Counter.class, 4).get(0) == null ? 1 : 0;
                    }
                },
                "a map cannot be made in the kernel",
                "make it in the constructor and keep it in a final field: it is created when the program is loaded");
    }
}
