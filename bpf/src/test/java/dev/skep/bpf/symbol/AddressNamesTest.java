package dev.skep.bpf.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AddressNamesTest {
    private static final AddressNames NAMES = new AddressNames.Builder()
            .add(0x2000, 0, "second")
            .add(0x1000, 0x10, "first")
            .add(0x1000, 0x20, "alias")
            .add(-0x1000, 0, "kernel")
            .build();

    @Test
    void findsWhatAnAddressIsIn() {
        assertThat(NAMES.near(0x1000)).contains(new AddressNames.Place("first", 0));
        assertThat(NAMES.near(0x100f)).contains(new AddressNames.Place("first", 0xf));
        assertThat(NAMES.near(-0xfffL)).contains(new AddressNames.Place("kernel", 1));
        assertThat(NAMES.near(0x2345).orElseThrow()).hasToString("second+0x345");
    }

    @Test
    void knowsNothingBeforeBetweenAndFarBehind() {
        assertThat(NAMES.near(0xfff)).isEmpty();
        assertThat(NAMES.near(0x1010)).isEmpty();
        assertThat(NAMES.near(0x2000 + (1 << 20))).isEmpty();
        assertThat(new AddressNames.Builder().build().near(1)).isEmpty();
    }

    @Test
    void findsWhatBeginsAtAnAddress() {
        assertThat(NAMES.at(0x1000)).contains("first");
        assertThat(NAMES.at(0x1001)).isEmpty();
        assertThat(NAMES.size()).isEqualTo(3);
    }
}
