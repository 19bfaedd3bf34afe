struct opened {
    int pid;
    int result;
    char comm[16];
    char path[256];
};
