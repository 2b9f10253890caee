# cmake -DINPUT=example.yaml -DOUTPUT=example_plan.cpp -P embed_example.cmake: a text file as a C++ string.
file(READ "${INPUT}" text)
string(FIND "${text}" ")kith_example\"" closing)
if(NOT closing EQUAL -1)
    message(FATAL_ERROR "${INPUT} contains the end mark of the raw string it is put into")
endif()
set(source "#include \"ctl/example_plan.hpp\"\n\nnamespace kith::ctl {\n\nconst std::string_view example_plan = R\"kith_example(")
string(APPEND source "${text}" ")kith_example\";\n\n}  // namespace kith::ctl\n")
file(WRITE "${OUTPUT}" "${source}")
