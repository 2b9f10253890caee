#pragma once
// Lets the process die between any two of its effects.

#include <cstdint>

namespace kith::simulation {

/// Thrown where the process dies; the world starts it again.
struct Died {};

class Fuse {
  public:
    /// It dies at the effect-th effect from now.
    void light(std::int64_t effects) { left_ = effects; }
    void put_out() { left_ = 0; }
    /// Called before and after each effect on the world.
    void touch() {
        if (burns()) throw Died{};
    }
    /// The same where nothing can be thrown: true when it dies here.
    bool burns() { return left_ > 0 && --left_ == 0; }

  private:
    std::int64_t left_ = 0;
};

}   // namespace kith::simulation
