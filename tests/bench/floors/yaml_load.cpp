// floor_yaml FILE: what yaml-cpp's own node tree costs.
#include <yaml-cpp/yaml.h>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    return YAML::LoadFile(argv[1]).IsMap() ? 0 : 1;
}
