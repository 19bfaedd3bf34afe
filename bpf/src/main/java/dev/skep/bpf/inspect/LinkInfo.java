package dev.skep.bpf.inspect;

/**
 * What the kernel knows of a link (struct bpf_link_info, Linux 5.8).
 *
 * @param type its number in enum bpf_link_type, see {@link KernelNames#linkType}
 * @param id by which bpftool knows it
 * @param programId the program that it has attached; 0 for struct_ops links, whose map names several
 * @param target where
 */
public record LinkInfo(int type, int id, int programId, LinkTarget target) {}
