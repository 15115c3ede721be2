# pyrallel: https://github.com/usc-isi-i2/pyrallel

from pyrallel.parallel_processor import Mapper as Mapper
from pyrallel.parallel_processor import ParallelProcessor as ParallelProcessor
