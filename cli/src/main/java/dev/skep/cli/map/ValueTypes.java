package dev.skep.cli.map;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfDecoder;
import dev.skep.bpf.btf.BtfValue;
import dev.skep.bpf.inspect.LoadedBtf;
import dev.skep.bpf.map.MapInfo;
import java.util.Optional;

/**
 * The types of a map's keys and values.
 *
 * @param keys of keys; empty for none
 * @param values of values; empty for none
 */
record ValueTypes(Optional<Typed> keys, Optional<Typed> values) {
    /** A type where it is described. */
    record Typed(BtfDecoder decoder, int type) {
        /** What the bytes hold; empty when the type does not fit them. */
        Optional<BtfValue> decode(byte[] bytes) {
            try {
                return Optional.of(decoder.decode(type, bytes));
            } catch (MalformedInputException | IllegalArgumentException unfit) {
                // Bytes without a sound type are shown as they are.
                return Optional.empty();
            }
        }
    }

    static ValueTypes of(MapInfo info) {
        Optional<BtfDecoder> own = info.btfId() == 0
                ? Optional.empty()
                : LoadedBtf.ofId(info.btfId()).flatMap(LoadedBtf::types).map(BtfDecoder::of);
        Optional<Typed> values = info.kernelValueTypeId() == 0
                ? typed(own, info.valueTypeId())
                : typed(Optional.of(BtfDecoder.of(Btf.vmlinux())), info.kernelValueTypeId());
        return new ValueTypes(typed(own, info.keyTypeId()), values);
    }

    private static Optional<Typed> typed(Optional<BtfDecoder> decoder, int type) {
        return type == 0 ? Optional.empty() : decoder.map(found -> new Typed(found, type));
    }
}
