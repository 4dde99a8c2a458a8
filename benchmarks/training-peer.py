#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times a training step of the lite network by PyTorch for Python, as benchmarks/training-step runs it.

The network, batch, loss and optimiser are those of corescore-djl; the batch is one of random numbers, so no crop is
made. Prints the medians of wall and processor time of a step as JSON. Exits with 3 where PyTorch is not installed
(Debian: python3-torch).

  benchmarks/training-peer.py [STEPS]
"""
import json
import statistics
import sys
import time

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError:
    print("PyTorch for Python is not installed (Debian: python3-torch)", file=sys.stderr)
    sys.exit(3)

CHANNELS = [24, 40, 64, 96, 128]
BLOCKS = [1, 2, 2, 2, 2]
DECODER = [24, 40, 64, 96]
LABELS, OUTPUTS, ROCK = 6, 8, 1
BATCH, HEIGHT, WIDTH = 8, 224, 256


def conv(inputs, outputs, kernel=3, stride=1, relu=True):
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
    ]
    return nn.Sequential(*layers, nn.ReLU(inplace=True)) if relu else nn.Sequential(*layers)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.a = conv(inputs, outputs, 3, stride)
        self.b = conv(outputs, outputs, relu=False)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else conv(inputs, outputs, 1, stride, False)

    def forward(self, x):
        return F.relu(self.b(self.a(x)) + self.shortcut(x), inplace=True)


class Lite(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv(3, CHANNELS[0], 5, 2)
        self.encoder = nn.ModuleList()
        inputs = CHANNELS[0]
        for stage, (blocks, outputs) in enumerate(zip(BLOCKS, CHANNELS)):
            parts = []
            for block in range(blocks):
                parts.append(Residual(inputs, outputs, 2 if block == 0 and stage > 0 else 1))
                inputs = outputs
            self.encoder.append(nn.Sequential(*parts))
        self.decoder = nn.ModuleList()
        for stage in range(len(CHANNELS) - 2, -1, -1):
            outputs = DECODER[stage]
            self.decoder.append(
                nn.Sequential(conv(inputs + CHANNELS[stage], outputs), conv(outputs, outputs)))
            inputs = outputs
        self.head = nn.Conv2d(inputs, 4 * OUTPUTS, 1)

    def forward(self, x):
        x = self.stem(x)
        skips = []
        for stage in self.encoder:
            x = stage(x)
            skips.append(x)
        for stage, skip in zip(self.decoder, reversed(skips[:-1])):
            x = stage(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skip], 1))
        return self.head(x)


def loss_of(scores, label, known, rock, boundary, distance):
    scores = scores.reshape(BATCH, OUTPUTS, 4, HEIGHT // 2, WIDTH // 2)
    likelihood = F.log_softmax(scores[:, :LABELS], 1)
    entropy = -(likelihood * label).sum() / (label.sum() + 1)
    likely = likelihood[:, ROCK].exp() * known
    dice = 1 - (2 * (likely * rock).sum() + 1) / (likely.sum() + rock.sum() + 1)
    edge = scores[:, LABELS]
    weight = known * (boundary + 1)
    edges = ((F.softplus(edge) - edge * boundary) * weight).sum() / (weight.sum() + 1)
    depth = torch.sigmoid(scores[:, LABELS + 1])
    depths = ((depth - distance).square() * known).sum() / (known.sum() + 1)
    return entropy + dice + 0.5 * edges + 2 * depths


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = Lite().to(memory_format=torch.channels_last).train()
    decayed = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0}]
    adam = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.99), eps=1e-5)
    image = torch.randn(BATCH, 3, HEIGHT, WIDTH).to(memory_format=torch.channels_last)
    plane = (BATCH, 4, HEIGHT // 2, WIDTH // 2)
    chosen = torch.randint(0, LABELS, plane)
    label = F.one_hot(chosen, LABELS).permute(0, 4, 1, 2, 3).float().contiguous()
    known = torch.ones(plane)
    rock = (chosen == ROCK).float()
    boundary = (torch.rand(plane) < 0.1).float()
    distance = torch.rand(plane)
    wall, spent = [], []
    for step in range(steps + 3):
        start, before = time.perf_counter(), time.process_time()
        loss = loss_of(network(image), label, known, rock, boundary, distance)
        loss.backward()
        adam.step()
        adam.zero_grad(set_to_none=True)
        number = loss.item()
        if step >= 3:
            wall.append(1000 * (time.perf_counter() - start))
            spent.append(1000 * (time.process_time() - before))
    print(json.dumps({
        "torch": torch.__version__,
        "wall_ms": round(statistics.median(wall)),
        "cpu_ms": round(statistics.median(spent)),
        "loss": number,
    }))


main()
