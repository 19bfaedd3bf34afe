/* benchtrue: does nothing, under a name that nothing else has. */
int main(void) {
    return 0;
}
