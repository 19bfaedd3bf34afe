# A stock Debian kernel, unpacked once into a folder of $cache: vmlinux or vmlinuz, initrd, lib/modules, release.

# What the initial file system must load before it can reach this machine's files.
readonly BOOT_MODULES=(virtio_pci virtio_console virtiofs overlay 9pnet_virtio 9p)

# 7 is the newest of that series.
suite_of() { # kernel
    case $1 in
        6.1) echo bookworm ;;
        6.12) echo trixie ;;
        7 | 7.*) echo trixie-backports ;;
        [a-z]*) echo "$1" ;;
        *) die "unknown kernel $1: use 6.1, 6.12, 7, the name of a Debian suite, or a folder (--list)" ;;
    esac
}

list_kernels() {
    local folder
    for folder in "$cache"/*/; do
        [[ -f $folder/release ]] && echo "${folder%/}: $(<"$folder/release")"
    done
    return 0
}

# Sets: kernel (its folder).
prepare_kernel() { # kernel
    if [[ -f $1/release ]]; then
        kernel=$(readlink -f -- "$1")
        return
    fi
    local suite
    suite=$(suite_of "$1") || exit
    kernel=$cache/$suite-$flavour
    if [[ ! -f $kernel/release ]]; then
        mkdir -p "$cache" || die "cannot write to $cache (SKEP_KERNELS names another folder)"
        # Two runs may want the same kernel: one unpacks, the other waits.
        exec 9>"$cache/.lock"
        flock 9
        [[ -f $kernel/release ]] || unpack_kernel "$suite"
        exec 9>&-
    fi
    [[ $1 != [0-9]* || $(<"$kernel/release") == "$1".* ]] ||
        die "$kernel is $(<"$kernel/release"), not $1: ask for ${1%%.*}, or remove the folder to have the newest"
}

unpack_kernel() { # suite
    local start=$SECONDS busybox kmod image version packages next=$kernel.new
    need xz xz-utils
    need zstd zstd
    need lz4 lz4
    busybox=$(tool busybox bin/busybox busybox-static) || exit
    kmod=$(tool kmod bin/kmod kmod libkmod2) || exit
    use_suite "$1"
    image=$(dependencies "linux-image-$flavour" 'linux-image-[0-9][^ ,]*' | head -n 1)
    [[ -n $image ]] || die "no linux-image-$flavour in $1"
    version=${image#linux-image-}
    # From 7.x on the image is split into packages.
    packages=$(dependencies "$image" 'linux-(base|binary|modules)-[0-9][^ ,]*')
    rm -rf "$next"
    mkdir -p "$next/deb" "$next/lib"
    # shellcheck disable=SC2086 # the packages are separated by blanks
    unpack "$next/deb" ${packages:-$image}
    arrange "$next" "$version"
    (exec -a depmod "$kmod" -b "$next" "$version") || die "depmod failed"
    initial_files "$next" "$version" "$busybox" "$kmod"
    echo "$version" >"$next/release"
    rm -rf "$kernel"
    mv "$next" "$kernel"
    echo "$program: $1: $version is in $kernel ($((SECONDS - start)) s, $(du -sh "$kernel" | cut -f1))" >&2
}

# Moves what the packages hold to where it is looked for.
arrange() { # folder version
    local folder=$1 version=$2 file
    local modules=$folder/deb/lib/modules
    [[ -d $modules/$version ]] || modules=$folder/deb/usr/lib/modules
    mv "$modules" "$folder/lib/modules"
    for file in vmlinuz config System.map; do
        if [[ -f $folder/deb/boot/$file-$version ]]; then
            mv "$folder/deb/boot/$file-$version" "$folder/$file"
        elif [[ -f $folder/lib/modules/$version/$file ]]; then
            cp "$folder/lib/modules/$version/$file" "$folder/$file"
        fi
    done
    [[ -f $folder/vmlinuz ]] || die "no vmlinuz for $version"
    rm -rf "$folder/deb"
    vmlinux "$folder/vmlinuz" "$folder/vmlinux" || rm -f "$folder/vmlinux"
}

# The ELF file inside a bzImage (Documentation/arch/x86/boot.rst). QEMU starts it by its PVH entry, which saves the
# decompression at each boot.
vmlinux() { # bzImage to
    local sectors offset length magic command
    sectors=$(od -An -tu1 -j497 -N1 "$1")
    offset=$(od -An -tu4 -j584 -N4 "$1")
    length=$(od -An -tu4 -j588 -N4 "$1")
    offset=$(((sectors + 1) * 512 + offset))
    magic=$(od -An -tx1 -j$offset -N4 "$1" | tr -d ' ')
    case $magic in
        28b52ffd) command=(zstd -qdc) ;;
        02214c18) command=(lz4 -qdc) ;;
        fd377a58) command=(xz -dc --single-stream) ;;
        1f8b*) command=(gzip -dc) ;;
        *) return 1 ;;
    esac
    type -P "${command[0]}" >/dev/null || return 1
    # The last four bytes are the size of what is inside.
    tail -c +$((offset + 1)) "$1" | head -c $((length - 4)) | "${command[@]}" 2>/dev/null >"$2"
    [[ $(head -c 4 "$2" | od -An -tx1 | tr -d ' \n') == 7f454c46 ]]
}

initial_files() { # folder version busybox kmod
    local folder=$1 version=$2 busybox=$3 kmod=$4 root=$1/root module file name
    mkdir -p "$root/bin" "$root/m"
    cp "$busybox" "$root/bin/busybox"
    cp "$here/parts/init" "$root/init"
    chmod +x "$root/init"
    : >"$root/modules"
    for module in "${BOOT_MODULES[@]}"; do
        (exec -a modprobe "$kmod" -q -d "$folder" -S "$version" -D "$module") 2>/dev/null
    done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r file; do
        name=${file##*/}
        name=${name%%.ko*}.ko
        case $file in
            *.xz) xz -dc "$file" ;;
            *.zst) zstd -qdc "$file" ;;
            *.gz) gzip -dc "$file" ;;
            *) cat "$file" ;;
        esac >"$root/m/$name"
        echo "$name" >>"$root/modules"
    done
    (cd "$root" && find . | "$busybox" cpio -o -H newc 2>/dev/null >../initrd) || die "cannot pack the initial files"
    rm -rf "$root"
}
